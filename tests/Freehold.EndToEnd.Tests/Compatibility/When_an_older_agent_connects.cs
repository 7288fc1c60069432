using System.Threading.Channels;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>
/// The agent's half of each recording, word for word, against this version's control plane: it says everything that the
/// agent waited for then, and the job ends as it did.
/// </summary>
public sealed class When_an_older_agent_connects
{
    private Stack _stack = null!;
    private string _token = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stack = await Stack.StartWithoutAgentAsync();
        _token = await _stack.Api.AddAgentAsync(Stack.AgentLabel);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [TestCaseSource(typeof(Recording), nameof(Recording.Names))]
    public async Task It_is_understood(string name)
    {
        var recording = Recording.Read(name);
        var recordedJob = recording.Messages.Select(message => message.Message).OfType<ControlMessage>()
            .First(message => message.Assign is not null).Assign.Assignments.Single();
        var job = await _stack.Api.SubmitAsync(PeopleFiles.Document(_stack["in/*.csv"], _stack[$"out-{name}"], "retries: 0"));
        var words = new Rewriting();
        words.Replace(recordedJob.Attempt.JobId, job);

        foreach (var stream in recording.Messages.GroupBy(message => message.Stream))
            await ReplayAsync(stream, words, job);

        var end = recording.Messages.Select(message => message.Message).OfType<AgentMessage>()
            .SelectMany(message => message.Events?.Events ?? []).Last();
        var expected = end.KindCase.ToString().ToLowerInvariant();
        var ended = await _stack.Api.ReachesAsync(job, "succeeded|failed|cancelled|rejected");
        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo(expected), $"{ended}");
        Assert.That(ended.GetProperty("attempt").GetInt32(), Is.EqualTo(1));
        var sequences = (await _stack.Api.EventsAsync(job)).Select(each => each.GetProperty("sequence").GetUInt64()).ToList();
        Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, (int)end.Sequence).Select(number => (ulong)number)));
    }

    private async Task ReplayAsync(IEnumerable<RecordedMessage> stream, Rewriting words, string job)
    {
        using var channel = GatewayChannel.Open(_stack.Endpoint, _stack.CaFile);
        using var call = new AgentGateway.AgentGatewayClient(channel).Connect(new Metadata { { "authorization", $"Bearer {_token}" } });
        var heard = Channel.CreateUnbounded<ControlMessage>();
        var acknowledged = new List<Acknowledged>();
        var listening = ListenAsync(call.ResponseStream, heard.Writer);

        foreach (var recorded in stream)
        {
            if (recorded.FromAgent)
            {
                await call.RequestStream.WriteAsync(words.Of(recorded.OfAgent)).InTime();
                continue;
            }

            var expected = words.Of(recorded.OfControlPlane);
            if (expected.Cancel is not null)
                (await _stack.Api.PostAsync($"/api/v1/projects/default/jobs/{job}/cancel")).Dispose();
            var answer = await NextAsync(heard.Reader, expected, acknowledged);

            // Commands and their answers are named anew each time, and a document's digest is that of the job of today.
            if (answer.Assign is { } assign)
            {
                words.Replace(expected.Assign.Assignments.Single().CommandId, assign.Assignments.Single().CommandId);
                words.Replace(expected.Assign.Assignments.Single().DocumentDigest, assign.Assignments.Single().DocumentDigest);
            }
        }

        call.Dispose();
        await listening.InTime();
    }

    // Heartbeats come when they come, a cancellation may come again, and acknowledgements of several batches may come as one.
    private static async Task<ControlMessage> NextAsync(ChannelReader<ControlMessage> heard, ControlMessage expected, List<Acknowledged> acknowledged)
    {
        while (true)
        {
            if (expected.Acknowledged is not null && acknowledged.Exists(one => Covers(one, expected.Acknowledged)))
                return expected;

            var message = await heard.ReadAsync().InTime();
            if (message.Acknowledged is not null)
                acknowledged.Add(message.Acknowledged);
            else if (message.KindCase == expected.KindCase)
                return message;
            else
                Assert.That(message.KindCase, Is.AnyOf(ControlMessage.KindOneofCase.Heartbeat, ControlMessage.KindOneofCase.Cancel), $"{message}");
        }
    }

    private static bool Covers(Acknowledged actual, Acknowledged expected) => actual.Attempts.Single().Sequence >= expected.Attempts.Single().Sequence;

    private static async Task ListenAsync(IAsyncStreamReader<ControlMessage> from, ChannelWriter<ControlMessage> heard)
    {
        try
        {
            while (await from.MoveNext(CancellationToken.None))
                heard.TryWrite(from.Current);
            heard.TryComplete();
        }
        catch (RpcException e)
        {
            heard.TryComplete(e);
        }
    }
}
