using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs artifacts ID</c>: metadata of the files that a job committed.</summary>
internal static class JobArtifactsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var project = ProjectOption.Create();
        var command = new Command("artifacts", "Show where the files lie that a job committed, and their sizes.") { id, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var artifacts = await Pages.ReadAsync(
                api, ProjectOption.Paths(parsed, project).Artifacts(parsed.GetRequiredValue(id)), "", atMost: int.MaxValue, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(artifacts), output => WriteTable(output, artifacts));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> artifacts)
    {
        var table = new TextTable("KIND", "ROWS", "SIZE", "URI");
        foreach (var artifact in artifacts.Select(Json.Read<ArtifactView>))
            table.Add(artifact.Kind, Quantities.Count(artifact.Rows), Quantities.Bytes(artifact.Bytes), artifact.Uri);
        table.WriteTo(output);
    }

    private sealed record ArtifactView(string Uri, string Kind, long Bytes, long Rows);
}
