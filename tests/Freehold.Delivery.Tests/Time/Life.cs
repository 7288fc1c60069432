namespace Freehold.Delivery.Tests.Time;

/// <summary>
/// Whether a process under test lives. A crash cannot stop threads that share our process, so it takes the world away from
/// them: dead, they have no clock, no disk, no network and no database, and nobody hears what they log.
/// </summary>
internal sealed class Life
{
    private volatile bool _over;

    public bool IsAlive => !_over;

    public void End() => _over = true;
}
