using System.Text.Json;
using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>A job that has ended, and the promises about it.</summary>
internal sealed record FinishedJob(string Id, string Output, JsonElement View)
{
    /// <summary>It succeeded in its first attempt, its output is committed once and whole, every event is there once and in order.</summary>
    public async Task RanOnceAsync(RestClient api, long rows)
    {
        Assert.That(View.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{View}");
        Assert.That(View.GetProperty("attempt").GetInt32(), Is.EqualTo(1), $"{View}");
        await WasToldOnceAsync(api, rows);
    }

    /// <summary>It succeeded, in whichever attempt: one output, every event of each attempt once and in order.</summary>
    public async Task WasToldOnceAsync(RestClient api, long rows)
    {
        Assert.That(View.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{View}");
        var output = CommittedOutput.Of(Output, Id);
        Assert.That(output.Rows, Is.EqualTo(rows));

        var events = await api.EventsAsync(Id);
        foreach (var attempt in events.GroupBy(each => each.GetProperty("attempt").GetInt32()))
        {
            var sequences = attempt.Select(each => each.GetProperty("sequence").GetInt64()).ToList();
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)), "sequences");
            Assert.That(attempt.Count(IsTerminal), Is.LessThanOrEqualTo(1), $"ends of attempt {attempt.Key}");
        }

        // An attempt that finds the output of another one committed says so: there may be two that succeeded, of one output.
        var committed = events.Where(each => Kind(each) == "succeeded").Select(each => each.GetProperty("body").GetProperty("committedAttempt").GetInt32());
        Assert.That(committed.Distinct(), Is.EqualTo(new[] { output.Attempt }));
    }

    private static string? Kind(JsonElement happened) => happened.GetProperty("kind").GetString();

    private static bool IsTerminal(JsonElement happened) => Kind(happened) is "succeeded" or "failed" or "cancelled";
}
