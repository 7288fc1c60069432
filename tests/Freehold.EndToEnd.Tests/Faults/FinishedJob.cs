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
        Assert.That(CommittedOutput.Of(Output, Id).Rows, Is.EqualTo(rows));

        var events = await api.EventsAsync(Id);
        foreach (var attempt in events.GroupBy(each => each.GetProperty("attempt").GetInt32()))
        {
            var sequences = attempt.Select(each => each.GetProperty("sequence").GetInt64()).ToList();
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)), "sequences");
        }

        Assert.That(events.Count(each => each.GetProperty("kind").GetString() == "succeeded"), Is.EqualTo(1));
    }
}
