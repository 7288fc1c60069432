using System.Diagnostics;

namespace Freehold.Interoperability.Tests.Peers;

/// <summary>Where the programs of a language are, how they are run, and what to do when they cannot run.</summary>
internal sealed record PeerProgram(string Interpreter, string Folder, string Extension, string HowToInstall)
{
    // The programs run where they are in the source tree, for that is where npm has put what they need.
    private static readonly string Root = FindProjectFolder();

    public static string ProtoFile => Path.Combine(Root, "Service", "interoperability.proto");

    public static PeerProgram Of(PeerLanguage language) => language switch
    {
        PeerLanguage.Python => new PeerProgram(
            // Debian's own, not a Python that comes first on the path: the packages below belong to it.
            File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3",
            Path.Combine(Root, "Peers", "Python"),
            ".py",
            "apt-get install python3-grpcio python3-protobuf"),
        PeerLanguage.Node => new PeerProgram(
            "node",
            Path.Combine(Root, "Peers", "Node"),
            ".mjs",
            "npm ci --prefix tests/Freehold.Interoperability.Tests/Peers/Node"),
        _ => throw new ArgumentOutOfRangeException(nameof(language)),
    };

    /// <param name="role"><c>server</c> or <c>client</c>.</param>
    public ProcessStartInfo Command(string role) => new(Interpreter, [Path.Combine(Folder, role + Extension)])
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,

        // No proxy between two programs of one machine; no compiled Python in the source tree.
        Environment = { ["no_proxy"] = "*", ["PYTHONDONTWRITEBYTECODE"] = "1" },
    };

    private static string FindProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Freehold.slnx")))
                return Path.Combine(folder.FullName, "tests", "Freehold.Interoperability.Tests");
        }

        throw new DirectoryNotFoundException("No Freehold.slnx above the test's folder: the peers' programs are in the source tree.");
    }
}
