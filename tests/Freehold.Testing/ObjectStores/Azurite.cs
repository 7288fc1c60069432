using System.Globalization;

namespace Freehold.Testing.ObjectStores;

/// <summary>A real Azure Blob server: npm's azurite, with its data in memory.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private readonly LeashedScript _script;

    private Azurite(LeashedScript script, int port)
    {
        _script = script;
        Port = port;
        Endpoint = new($"http://127.0.0.1:{port}/{Account}");
    }

    /// <summary>Name of its one account.</summary>
    public static string Account => "freeholdtest";

    /// <summary>Key of the account.</summary>
    public static string AccountKey { get; } = Convert.ToBase64String("the key of the account of the tests, 64 bytes long, no secret.."u8);

    /// <summary>Port on the loopback.</summary>
    public int Port { get; }

    /// <summary>Address of the account.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts one; about two seconds on an idle machine. The caller disposes it.</summary>
    public static async Task<Azurite> StartAsync()
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["AZURITE_ACCOUNTS"] = $"{Account}:{AccountKey}" };
        var script = await LeashedScript.StartAsync(
            "azurite.sh", "successfully listens", environment, FindProgram(), port.ToString(CultureInfo.InvariantCulture));
        return new(script, port);
    }

    /// <summary>Ends it and drops its data.</summary>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private static string FindProgram()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "tests/Freehold.Testing/ObjectStores/azurite/node_modules/azurite/dist/src/blob/main.js");
            if (File.Exists(program))
                return program;
        }

        throw new InvalidOperationException("Azurite is not there: run ./build.sh --target=SetUpTests once.");
    }
}
