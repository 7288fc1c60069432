using Freehold.Worker.Stages;

namespace Freehold.Worker.Run;

/// <summary>The command line of <c>run</c>, and of those verbs that do a part of it.</summary>
/// <param name="DocumentPath">The job document, YAML or JSON.</param>
/// <param name="JobId">Id of the job; null: a new one is made.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="WorkFolder">Folder for scratch files; null: one under the system's folder for temporary files.</param>
/// <param name="Overrides">Keys of the document with the values that replace them.</param>
internal sealed record RunArguments(
    string DocumentPath, string? JobId, int Attempt, string? WorkFolder, IReadOnlyList<DocumentOverride> Overrides)
{
    /// <summary>What is done of the job.</summary>
    public JobPart Part { get; init; } = new JobPart.Whole();

    /// <summary>File that gets the last line of the report, if that is short enough for a cluster to keep; null for none.</summary>
    public string? ResultPath { get; init; }
}
