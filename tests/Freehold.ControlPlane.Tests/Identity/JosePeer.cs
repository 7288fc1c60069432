using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Identity;

/// <summary>Another implementation of JSON Web Tokens: the npm package jose, run by node.</summary>
internal static class JosePeer
{
    public static async Task<JsonObject> AskAsync(JsonObject question)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "jose")))
            Assert.Fail($"jose is not installed: npm ci --ignore-scripts --prefix {folder}");

        var start = new ProcessStartInfo("node", [Path.Combine(folder, "peer.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(question.ToJsonString());
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync().InTime();
        await node.WaitForExitAsync().InTime();
        Assert.That(node.ExitCode, Is.Zero);
        return JsonNode.Parse(answer)!.AsObject();
    }

    // Where npm has put what it needs: the source tree.
    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "jose"));
}
