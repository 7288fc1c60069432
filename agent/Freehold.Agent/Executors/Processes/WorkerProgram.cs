namespace Freehold.Agent.Executors.Processes;

/// <summary>Finds the worker program.</summary>
internal static class WorkerProgram
{
    private const string Name = "freehold-worker";

    /// <summary>The program of the options, else the one beside the agent's program, else the first one in <c>PATH</c>.</summary>
    /// <returns>A full path, or null when there is none.</returns>
    public static string? Find(string? configured)
    {
        if (configured is not null)
            return File.Exists(configured) ? Path.GetFullPath(configured) : null;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Prepend(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);
    }
}
