using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Makes a container.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> NewContainerAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var signed = $"PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:2021-12-02\n/{Account}/{Account}/{name}\nrestype:container";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AccountKey), Encoding.UTF8.GetBytes(signed)));

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Endpoint}/{name}?restype=container") { Content = new ByteArrayContent([]) };
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {Account}:{signature}");
        using var response = await client.SendAsync(request).InTime();
        response.EnsureSuccessStatusCode();
        return name;
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
