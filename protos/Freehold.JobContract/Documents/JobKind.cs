namespace Freehold.JobContract.Documents;

/// <summary>What a job does. Written in lower case in documents, API and console.</summary>
public enum JobKind
{
    /// <summary>Anonymises rows by rules.</summary>
    Transform,

    /// <summary>Trains a model of the data under differential privacy.</summary>
    Train,

    /// <summary>Generates rows from a model.</summary>
    Generate,

    /// <summary>Compares synthetic with real rows.</summary>
    Evaluate,

    /// <summary>Describes the columns of a data set.</summary>
    Profile,

    /// <summary>Links records of several parties without showing them.</summary>
    Link,

    /// <summary>Reads a database into files.</summary>
    Extract,

    /// <summary>Writes files into a database.</summary>
    Load,

    /// <summary>Checks an agent's surroundings.</summary>
    Check,
}

/// <summary>The words for <see cref="JobKind"/>.</summary>
public static class JobKinds
{
    /// <summary>Every kind by its word in documents.</summary>
    public static IReadOnlyDictionary<string, JobKind> ByName { get; } =
        Enum.GetValues<JobKind>().ToDictionary(kind => kind.Name(), StringComparer.Ordinal);

    /// <summary>Kinds that this version can run. A document of another kind is refused when it is validated.</summary>
    public static IReadOnlyList<JobKind> Supported { get; } = [JobKind.Transform, JobKind.Profile, JobKind.Check];

    /// <summary>The word for a kind in documents and API.</summary>
    public static string Name(this JobKind kind) => kind.ToString().ToLowerInvariant();
}
