namespace Freehold.Cli.Api;

/// <summary>The control plane read the job document and found it wrong. Nothing was submitted.</summary>
internal sealed class DocumentRefusedException(IReadOnlyList<DocumentProblemView> problems) : Exception("The job document is wrong.")
{
    public IReadOnlyList<DocumentProblemView> Problems { get; } = problems;
}
