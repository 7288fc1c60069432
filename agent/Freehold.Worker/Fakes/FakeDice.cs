namespace Freehold.Worker.Fakes;

/// <summary>A repeatable row of numbers from a seed (SplitMix64). Not for secrets: the seed comes from a keyed token.</summary>
internal struct FakeDice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides) => (int)Math.BigMul(Next(), (ulong)sides, out _);

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
