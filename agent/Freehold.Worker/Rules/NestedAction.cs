using Freehold.JobContract.Transform;

namespace Freehold.Worker.Rules;

/// <summary>The rules for what lies in a column of JSON: a path and what happens there, first match first. Made for one file.</summary>
internal sealed record NestedAction(IReadOnlyList<(JsonPath Path, TransformAction Action)> Rules) : TransformAction
{
    /// <summary>Most rules of one column.</summary>
    public const int MostRules = 64;

    private readonly bool[] _found = new bool[Rules.Count];

    /// <inheritdoc/>
    public override string? OtherColumn => Rules.Select(rule => rule.Action.OtherColumn).FirstOrDefault(column => column is not null);

    /// <summary>A path that must be in the file and was in no row so far; null when there is none.</summary>
    public JsonPath? Missing => Rules.Where((rule, index) => rule.Path.IsExact && !Volatile.Read(ref _found[index])).Select(rule => rule.Path).FirstOrDefault();

    /// <summary>Notes that a row has a path. From any thread.</summary>
    public void Found(int rule) => Volatile.Write(ref _found[rule], true);
}
