using System.CommandLine;
using Freehold.JobContract.Documents;

namespace Freehold.Cli.Jobs;

/// <summary><c>--timeout 30m</c>: how long to follow a job.</summary>
internal static class TimeoutOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--timeout")
        {
            Description = "How long to follow the job: 90s, 30m, 2h. The job itself goes on. Default: until it ends.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Durations.TryParse(text, out _))
                result.AddError($"--timeout '{text}' is not a duration such as 90s, 30m or 2h.");
        });
        return option;
    }

    public static TimeSpan? Of(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text && Durations.TryParse(text, out var duration) ? duration : null;
}
