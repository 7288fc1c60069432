namespace Freehold.JobContract.Transform;

/// <summary>Another value instead: one for all, or one by a list.</summary>
/// <param name="With">The value instead of every value; null when there is a list.</param>
/// <param name="Map">What each listed value becomes. Empty when there is none.</param>
/// <param name="Otherwise">What a value becomes that is not listed; null: it stays.</param>
public sealed record ReplaceAction(string? With, IReadOnlyDictionary<string, string> Map, string? Otherwise) : TransformAction
{
    /// <summary>Every value that can come out of it, but for those that stay.</summary>
    public IEnumerable<string> Results => With is not null ? [With] : Otherwise is null ? Map.Values : Map.Values.Append(Otherwise);
}
