namespace Freehold.Benchmarks.Figures;

/// <summary>Durations of one turn after the other, and what of each turn's is reported.</summary>
internal sealed class Percentiles
{
    private readonly List<List<double>> _turns = [];
    private List<double> _turn = [];

    /// <summary>In milliseconds. Safe from any thread.</summary>
    public void Add(double milliseconds)
    {
        lock (_turns)
            _turn.Add(milliseconds);
    }

    /// <param name="counts">False for a turn that only warmed up.</param>
    public void EndTurn(bool counts)
    {
        _turn.Sort();
        if (counts)
            _turns.Add(_turn);
        _turn = [];
    }

    /// <param name="fraction">0.99 for the 99th percentile.</param>
    public Figure Figure(string name, double fraction, string goal = "") =>
        new(name, "ms", [.. _turns.Select(turn => turn[Math.Min(turn.Count - 1, (int)(turn.Count * fraction))])], goal);
}
