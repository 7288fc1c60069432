using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>Does something at the first message of a kind, once; later ones pass.</summary>
internal sealed class Fuse(string kind, bool fromAgent, Func<Task<Passage>> act)
{
    private readonly TaskCompletionSource _burnt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lit;

    /// <summary>Completes when the message has come and it was done.</summary>
    public Task Burnt => _burnt.Task.InTime(TimeSpan.FromSeconds(60));

    public async Task<Passage> JudgeAsync(RelayedMessage message)
    {
        if (message.FromAgent != fromAgent || message.Kind != kind || Interlocked.Exchange(ref _lit, 1) == 1)
            return Passage.Through;

        var passage = await act();
        _burnt.TrySetResult();
        return passage;
    }
}
