// npm packages, exactly as their lock file says: npm checks every download against the lock's hashes.

/// Installs a folder's package-lock.json into `target` (default: the folder itself). Does nothing when that lock is there already.
void NpmCi(string folder, string target = null)
{
    target ??= folder;
    var installed = IO.Path.Combine(target, "node_modules", ".freehold-lock.json");
    var wanted = IO.File.ReadAllText(IO.Path.Combine(folder, "package-lock.json"));
    if (IO.File.Exists(installed) && IO.File.ReadAllText(installed) == wanted)
        return;

    Information("npm packages of {0}", IO.Path.GetRelativePath(Root, folder));
    IO.Directory.CreateDirectory(target);
    if (target != folder)
    {
        foreach (var name in new[] { "package.json", "package-lock.json", ".npmrc" }.Where(name => IO.File.Exists(IO.Path.Combine(folder, name))))
            IO.File.Copy(IO.Path.Combine(folder, name), IO.Path.Combine(target, name), overwrite: true);
    }

    Run("npm", new[] { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" }, target);
    IO.File.WriteAllText(installed, wanted);
}
