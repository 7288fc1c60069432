using Freehold.JobContract.Transform;

namespace Freehold.Worker.Rules;

/// <summary>Lays the spec's override for a file over the spec.</summary>
internal static class SpecOverrides
{
    /// <summary>The spec as it is for one file: the first override whose glob matches is laid over it.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="fileName">Last segment of the object's name.</param>
    public static TransformSpec Apply(TransformSpec spec, string fileName)
    {
        if (spec.Overrides.FirstOrDefault(entry => ColumnGlob.Matches(entry.Files, fileName)) is not { } found)
            return spec;

        return spec with
        {
            // The first rule that matches a column decides: what is said for this file stands before what is said for all.
            Rules = found.ReplaceRules ? found.Rules : [.. found.Rules, .. spec.Rules],
            Default = found.Default ?? spec.Default,
            Format = found.Format ?? spec.Format,
            Csv = found.Csv ?? spec.Csv,
        };
    }
}
