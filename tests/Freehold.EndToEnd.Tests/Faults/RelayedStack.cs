using Freehold.EndToEnd.Tests.Compatibility;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>The real programs with a relay between agent and control plane, and quick heartbeats.</summary>
internal sealed class RelayedStack : IAsyncDisposable
{
    /// <summary>Of the output of each job.</summary>
    public const long Rows = (long)Files * RowsEach;

    private const int Files = 12;
    private const int RowsEach = 20_000;

    private readonly Stack _stack;
    private readonly MessageRelay _relay;
    private int _outputs;

    private RelayedStack(Stack stack, MessageRelay relay)
    {
        _stack = stack;
        _relay = relay;
    }

    public Stack Programs => _stack;

    public RestClient Api => _stack.Api;

    public static async Task<RelayedStack> StartAsync()
    {
        var stack = await Stack.StartWithoutAgentAsync(
            ("FREEHOLD_AGENTSTREAMS__HEARTBEAT", "1s"), ("FREEHOLD_AGENTSTREAMS__SILENCE", "3s"), ("FREEHOLD_RETRIES__FIRSTPAUSE", "100ms"));
        MessageRelay? relay = null;
        try
        {
            relay = await MessageRelay.StartAsync(stack.Endpoint, stack.CaFile);
            await File.WriteAllTextAsync(stack["relay.pem"], relay.Ca);
            stack.WriteToken("agent.token", await stack.Api.AddAgentAsync(Stack.AgentLabel));
            stack.AgentSettings.Add(("FREEHOLD_CONTROLPLANE__ENDPOINT", relay.Address.ToString().TrimEnd('/')));
            stack.AgentSettings.Add(("FREEHOLD_CONTROLPLANE__CAFILE", stack["relay.pem"]));
            stack.StartAgent();
            await stack.AgentIsConnectedAsync();
            PeopleFiles.WriteMany(stack["in"], Files, RowsEach);
            return new(stack, relay);
        }
        catch
        {
            if (relay is not null)
                await relay.DisposeAsync();
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lights fuses; those of the case before are out.</summary>
    public void Arm(params IReadOnlyList<Fuse> fuses) => _relay.Judge = async message =>
    {
        foreach (var fuse in fuses)
        {
            if (await fuse.JudgeAsync(message) is not Passage.Through and var passage)
                return passage;
        }

        return Passage.Through;
    };

    /// <summary>As <see cref="Arm(IReadOnlyList{Fuse})"/>, with every message recorded that a stream of this moment on carries.</summary>
    public void Arm(Recording recording, params IReadOnlyList<Fuse> fuses)
    {
        Arm(fuses);
        var judge = _relay.Judge;
        _relay.Judge = message =>
        {
            recording.Add(message);
            return judge(message);
        };
    }

    /// <summary>Submits a job of a second or two, with an output folder of its own.</summary>
    public async Task<(string Id, string Output)> SubmitAsync(string more = "retries: 0")
    {
        var output = _stack[$"out-{Interlocked.Increment(ref _outputs)}"];
        return (await Api.SubmitOnceAsync(PeopleFiles.Document(_stack["in/*.csv"], output, more)), output);
    }

    /// <summary>The job ends well, in one attempt, with one output; every event is there once and in order.</summary>
    public async Task RunsOnceAsync(string id, string output)
    {
        var job = await Api.ReachesAsync(id, "succeeded|failed|cancelled|rejected", TimeSpan.FromSeconds(90));

        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{job}");
        Assert.That(job.GetProperty("attempt").GetInt32(), Is.EqualTo(1), "attempts");
        Assert.That(CommittedOutput.Of(output, id).Rows, Is.EqualTo(Rows), "rows");
        Assert.That(CommittedOutput.Leftovers(output, id), Is.Empty);

        var kinds = await EventKindsAsync(id);
        Assert.That(kinds.Count(kind => kind == "started"), Is.EqualTo(1), string.Join(' ', kinds));
        Assert.That(kinds.Count(kind => kind == "succeeded"), Is.EqualTo(1), string.Join(' ', kinds));
        Assert.That(kinds[^1], Is.EqualTo("succeeded"));
    }

    /// <summary>Kinds of a job's events; their sequences have neither gap nor repeat.</summary>
    public async Task<IReadOnlyList<string>> EventKindsAsync(string id)
    {
        var events = await Api.EventsAsync(id);
        foreach (var attempt in events.GroupBy(each => each.GetProperty("attempt").GetInt32()))
        {
            var sequences = attempt.Select(each => each.GetProperty("sequence").GetInt64()).ToList();
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)), "sequences");
        }

        return [.. events.Select(each => each.GetProperty("kind").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _relay.DisposeAsync();
    }
}
