using System.Globalization;
using System.Reflection;
using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Processes;

/// <summary>
/// The files of one attempt: what the worker is given, what it leaves, and who runs it. Only the agent's user can read them.
/// </summary>
internal sealed class WorkFolder(string work, AttemptId attempt)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    // In the place of a process: nobody runs this attempt, and nobody will.
    private const string Nobody = "nobody\n";

    public string Path { get; } = System.IO.Path.Combine(work, attempt.FolderName);

    /// <summary>The job document.</summary>
    public string Document => In("job.json");

    /// <summary>The script that runs the worker.</summary>
    public string LaunchScript => In("launch.sh");

    /// <summary>The worker's standard output.</summary>
    public string Report => In("report.jsonl");

    /// <summary>The worker's standard error.</summary>
    public string Errors => In("worker.err");

    /// <summary>The worker's own folder: its temporary files.</summary>
    public string Scratch => In("scratch");

    /// <summary>Makes everything that a launch needs. Calling it again is right.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Prepare(string document)
    {
        Directory.CreateDirectory(Path, OwnerFolder);
        Directory.CreateDirectory(Scratch, OwnerFolder);
        Write(Document, document);
        Write(LaunchScript, LaunchText);
    }

    /// <summary>The process that has taken the attempt; null when none has, or it was given to nobody.</summary>
    public ProcessIdentity? Owner() => Read("process") is { } text ? ProcessIdentity.Parse(text) : null;

    /// <summary>Whether the attempt was taken, by a process or by nobody: nothing else can take it.</summary>
    public bool IsTaken() => File.Exists(In("process"));

    /// <summary>Takes the attempt for nobody, so that a launch under way finds it taken and gives up.</summary>
    /// <returns>False when the disk refused; true when it is taken, by nobody or by a process, or was never prepared.</returns>
    public bool TryTakeForNobody()
    {
        if (IsTaken() || !Directory.Exists(Path))
            return true;

        try
        {
            var claim = In("process.nobody");
            Write(claim, Nobody);
            // As in launch.sh: a link is made whole, and by one of many only.
            var made = HardLink.TryMake(claim, In("process"));
            File.Delete(claim);
            return made || IsTaken();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The worker's exit code as a shell sees it: 128 + n for signal n. Null while it runs, or when nothing was written down.</summary>
    public int? ExitCode() =>
        Read("exit") is { } text && int.TryParse(text, NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    /// <summary>Deletes the folder with everything in it.</summary>
    /// <exception cref="IOException">Something in it cannot be deleted.</exception>
    public void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static string LaunchText { get; } = ReadLaunchText();

    private static string ReadLaunchText()
    {
        using var script = Assembly.GetExecutingAssembly().GetManifestResourceStream("launch.sh")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }

    // Made whole under another name: a launch that is under way may be reading the file, and would run half of a script.
    private static void Write(string path, string text)
    {
        var made = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(made, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile }))
            using (var writer = new StreamWriter(file))
                writer.Write(text);
            File.Move(made, path, overwrite: true);
        }
        catch
        {
            // On a full disk this is tried again and again, under a new name each time.
            File.Delete(made);
            throw;
        }
    }

    private string? Read(string name)
    {
        try
        {
            return File.ReadAllText(In(name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
