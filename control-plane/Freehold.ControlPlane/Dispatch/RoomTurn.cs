namespace Freehold.ControlPlane.Dispatch;

/// <summary>
/// Whose turn it is to fill an agent's room: of two transactions that count its attempts at the same time, each would give
/// away the last slot. Nobody waits for a turn: who does not get it leaves the work to the other.
/// </summary>
internal sealed class RoomTurn
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int TakenAndWanted = 2;

    private int _state;

    /// <summary>Takes the turn. When another has it, he learns with <see cref="Release"/> that it was wanted.</summary>
    public bool TryTake()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, Taken, Free))
            {
                case Free:
                    return true;
                case TakenAndWanted:
                case Taken when Interlocked.CompareExchange(ref _state, TakenAndWanted, Taken) == Taken:
                    return false;
            }
        }
    }

    /// <summary>Gives the turn back; call it after the commit.</summary>
    /// <returns>Whether another wanted it meanwhile, and relies on the agent being looked at again.</returns>
    public bool Release() => Interlocked.Exchange(ref _state, Free) == TakenAndWanted;
}
