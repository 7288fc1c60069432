using System.Security.Cryptography;

namespace Freehold.Demo.Stack;

/// <summary>Where a stack keeps its things: readable by their owner alone, since tokens are among them.</summary>
internal sealed class StackFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private StackFolder(string root)
    {
        Root = root;
    }

    public string Root { get; }

    public string ControlPlane => Path.Combine(Root, "control-plane");

    public string Agent => Path.Combine(Root, "agent");

    public string AuthorityFile => Path.Combine(ControlPlane, "ca.pem");

    public string OwnerTokenFile => Path.Combine(ControlPlane, "owner.token");

    public string AgentTokenFile => Path.Combine(Root, "agent.token");

    public string SignInFile => Path.Combine(Root, "sign-in.json");

    public static StackFolder Make(string root)
    {
        // Not private itself: the database's user may have to pass through. What is secret below it is.
        Directory.CreateDirectory(root);
        var folder = new StackFolder(root);
        Directory.CreateDirectory(folder.ControlPlane);
        Directory.CreateDirectory(folder.Agent, OwnerOnly);
        Directory.CreateDirectory(Path.Combine(root, "logs"), OwnerOnly);
        return folder;
    }

    public string Log(string program) => Path.Combine(Root, "logs", $"{program}.log");

    /// <summary>The example's secret: made once, so that every run makes the same pseudonyms.</summary>
    public string ExampleKey()
    {
        var file = Path.Combine(Root, "example.key");
        if (!File.Exists(file))
        {
            using var key = new StreamWriter(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            key.Write(RandomNumberGenerator.GetHexString(64, lowercase: true));
        }

        return File.ReadAllText(file);
    }
}
