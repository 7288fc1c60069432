namespace Freehold.Benchmarks.Figures;

/// <summary>Something measured several times.</summary>
/// <param name="Unit">For example <c>round trips/s</c>.</param>
/// <param name="Values">One a turn, in order.</param>
/// <param name="Goal">What it should be, for people; empty when it is only there to compare with.</param>
internal sealed record Figure(string Name, string Unit, IReadOnlyList<double> Values, string Goal = "")
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
        }
    }

    /// <summary>This by another one, turn by turn, so that a slow moment of the machine hits both.</summary>
    public Figure RatioTo(Figure other, string goal = "") =>
        new($"{Name} / {other.Name}", "ratio", [.. Values.Zip(other.Values, (ours, theirs) => ours / theirs)], goal);
}
