using System.Text.Json;
using Freehold.Buckets.Narrowing;
using Freehold.JobContract.Connections;
using Freehold.Worker.Run;

namespace Freehold.Worker.Narrowing;

/// <summary>
/// <c>freehold-worker narrow</c>: makes short-lived credentials for the agent, which has no store's client of its own. The connections
/// come by the environment, the orders on standard input; the answers, which are secret, go to standard output and nowhere else.
/// </summary>
internal sealed class NarrowCommand(Stream orders, Stream answers, TextWriter people, TimeProvider time)
{
    /// <summary>Answers all orders.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(BucketConnections connections, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } asked)
        {
            await people.WriteLineAsync("Standard input holds no JSON array of orders.");
            return ExitCode.Usage;
        }

        var made = await Task.WhenAll(asked.Select(order => AnswerAsync(order, connections, cancellationToken)));
        await JsonSerializer.SerializeAsync(answers, made, cancellationToken: cancellationToken);
        return ExitCode.Committed;
    }

    private async Task<IReadOnlyList<NarrowingOrder>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<IReadOnlyList<NarrowingOrder>>(orders, cancellationToken: cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<NarrowingAnswer> AnswerAsync(NarrowingOrder order, BucketConnections connections, CancellationToken cancellationToken)
    {
        if (!connections.ByName.TryGetValue(order.Connection, out var connection))
            return new() { Obstacle = "NoConnection" };

        var request = new NarrowingRequest(order.Read, order.Write, TimeSpan.FromSeconds(order.Seconds)) { Upload = order.Upload };
        return await NarrowCredentials.MakeAsync(connection, request, time, cancellationToken) switch
        {
            NarrowingResult.Narrowed narrowed => new()
            {
                Connections = [.. narrowed.Connections.Select(ConnectionKey.TextsOf)],
                Scope = $"{narrowed.Scope}",
                ExpiresAt = narrowed.ExpiresAt,
            },
            NarrowingResult.NotPossible not => new() { Obstacle = $"{not.Obstacle}", Answer = not.Answer },
            _ => throw new InvalidOperationException("There are these two results."),
        };
    }
}
