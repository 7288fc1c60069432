using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold profile URI --agent LABEL</c>: asks an agent to look at data, and shows the columns when it has.</summary>
internal static class ProfileCommand
{
    private const int UsualSample = 1000;

    public static Command Create()
    {
        var input = new Argument<string>("uri") { Description = "The data, for example file:///data/customers.csv; * and ? as in documents." };
        var agent = new Option<string>("--agent") { Description = "Label of the agent.", Required = true };
        var to = new Option<string?>("--to") { Description = "Prefix for the report. Default for file: addresses: a folder in /tmp of the agent's machine." };
        var sample = new Option<int>("--sample")
        {
            Description = "Rows from the start of each object; 0 for all.",
            DefaultValueFactory = _ => UsualSample,
        };
        var project = ProjectOption.Create();
        var timeout = TimeoutOption.Create();

        var command = new Command("profile", "Look at data: types, missing values, kinds of personal data of its columns.")
        {
            input, agent, to, sample, project, timeout,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            DocumentOf(parsed.GetRequiredValue(input), parsed.GetRequiredValue(agent), parsed.GetValue(to), parsed.GetValue(sample)),
            ProjectOption.Paths(parsed, project), OutputOption.Of(parsed), TimeoutOption.Of(parsed, timeout), cancellationToken));
        return command;
    }

    /// <summary>The document that is submitted.</summary>
    internal static JsonObject DocumentOf(string input, string agent, string? output, int sample)
    {
        var spec = new JsonObject { ["disclosure"] = "columns" };
        if (sample > 0)
            spec["sample"] = sample;
        return new JsonObject
        {
            ["kind"] = "profile",
            ["agent"] = agent,
            ["input"] = input,
            ["output"] = output ?? UsualOutput(input),
            ["spec"] = spec,
        };
    }

    private static async Task<int> RunAsync(
        JsonObject document, JobPaths paths, OutputFormat format, TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var api = new FreeholdApi(CurrentSignIn.Connection());
        var job = Json.Read<JobView>(await SubmitAsync(api, paths, document, cancellationToken));

        var display = new PlainDisplay(TextWriter.Null, TimeProvider.System); // it is over before a bar would be of use
        var ended = await new JobWatch(api, paths, TimeProvider.System).UntilEndAsync(job.Id, display, patience, cancellationToken);
        if (ended.State is not "succeeded")
        {
            JobFollowing.WriteEnding(Console.Error, ended);
            return ExitCode.JobDidNotSucceed;
        }

        var answer = await api.GetAsync(paths.One(job.Id), cancellationToken);
        ResultWriter.Write(format, answer, output => ProfileTable.Write(Json.Read<JobView>(answer).Profile, output));
        Console.Error.WriteLine($"Report: {ReportOf(ended)}");
        return ExitCode.Ok;
    }

    private static async Task<System.Text.Json.JsonElement> SubmitAsync(
        FreeholdApi api, JobPaths paths, JsonObject document, CancellationToken cancellationToken)
    {
        var file = new DocumentFile("profile", document.ToJsonString(), "application/json", IsEdited: true);
        try
        {
            return await api.SendAsync(() => file.ToRequest(paths.All), cancellationToken);
        }
        catch (DocumentRefusedException e)
        {
            throw file.Refused(e.Problems);
        }
    }

    // Never beside the data: a source is not written.
    private static string UsualOutput(string input) => input.StartsWith("file:", StringComparison.Ordinal)
        ? "file:///tmp/freehold-profiles/"
        : throw new CommandFailedException(ExitCode.Usage, "Say with --to where the report goes; the source itself is never written.");

    private static string? ReportOf(JobView job) => job.Output?.ManifestUri is { } manifest && job.Attempt > 0
        ? $"{manifest[..manifest.LastIndexOf('/')]}/{job.Attempt.ToString(CultureInfo.InvariantCulture)}/profile.html"
        : null;
}
