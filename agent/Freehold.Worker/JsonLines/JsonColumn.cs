using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.JsonLines;

/// <summary>One key of the output of a file of JSON lines.</summary>
/// <param name="Plan">What happens to it.</param>
/// <param name="Utf8">The key in UTF-8.</param>
/// <param name="NewName">Its new name in UTF-8; null when it keeps its own.</param>
/// <param name="Subject">The key, in UTF-8, whose value says by how much a date moves.</param>
/// <param name="CreateKernel">Makes what changes its values; null when they pass.</param>
internal sealed record JsonColumn(ColumnPlan Plan, byte[] Utf8, byte[]? NewName, byte[]? Subject, Func<ValueKernel>? CreateKernel)
{
    /// <summary>Whether its kernel works on JSON and not on the text that a string holds.</summary>
    public bool TakesJson { get; } = Plan.Action is NestedAction;

    /// <summary>Whether changed values are written as they come, as numbers or truth values, and not as strings.</summary>
    public bool KeepsType { get; init; }
}
