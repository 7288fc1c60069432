using System.Net.Http.Headers;
using System.Text;
using Freehold.Cli.Api;
using Freehold.JobContract.Documents;

namespace Freehold.Cli.Jobs;

/// <summary>A job document as it is sent: the text of the file, or canonical JSON when <c>--set</c> changed it.</summary>
/// <param name="Name">For messages; <c>-</c> is standard input.</param>
/// <param name="IsEdited">Whether lines no longer mean those of the file.</param>
internal sealed record DocumentFile(string Name, string Text, string MediaType, bool IsEdited)
{
    public static async Task<DocumentFile> ReadAsync(string name, IReadOnlyList<string> edits, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(name, cancellationToken);
        if (edits.Count == 0)
            return new(name, text, name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "application/yaml", IsEdited: false);

        var read = JobDocumentReader.Read(DocumentEdits.Apply(text, edits), DocumentUse.Submission);
        if (read.Document is { } document)
            return new(name, document.CanonicalJson, "application/json", IsEdited: true);

        throw new CommandFailedException(ExitCode.Usage, DocumentProblems.Text(
            name, read.Problems.Select(problem => new DocumentProblemView(problem.Path, 0, 0, problem.Message))));
    }

    /// <summary>A request that carries the document.</summary>
    public HttpRequestMessage ToRequest(string path)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType, "utf-8");
        return new(HttpMethod.Post, path) { Content = content };
    }

    /// <summary>What the control plane found wrong, as <c>file:line:column: message</c>.</summary>
    public CommandFailedException Refused(IReadOnlyList<DocumentProblemView> problems) => new(ExitCode.Usage, DocumentProblems.Text(
        Name, IsEdited ? problems.Select(problem => problem with { Line = 0, Column = 0 }) : problems));

    private static async Task<string> ReadTextAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return name is "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(name, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"The job document cannot be read: {e.Message}");
        }
    }
}
