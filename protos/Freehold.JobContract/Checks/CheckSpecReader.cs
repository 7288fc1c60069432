using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Checks;

/// <summary>Reads <c>spec</c> of a check.</summary>
internal static class CheckSpecReader
{
    private static readonly Dictionary<string, JobKind> Kinds = JobKinds.Supported
        .Where(kind => kind is not JobKind.Check)
        .ToDictionary(kind => kind.Name(), StringComparer.Ordinal);

    public static CheckSpec Read(DocumentMap spec)
    {
        var read = new CheckSpec { As = spec.Choice("as", Kinds, JobKind.Transform) };
        spec.Finish();
        return read;
    }
}
