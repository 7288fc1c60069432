using Freehold.Cli.Api;

namespace Freehold.Cli.Jobs;

/// <summary>Problems of a document in the form that editors and terminals make links of.</summary>
internal static class DocumentProblems
{
    public static string Text(string file, IEnumerable<DocumentProblemView> problems) =>
        string.Join(Environment.NewLine, problems.Select(problem => Line(file, problem)));

    private static string Line(string file, DocumentProblemView problem)
    {
        var place = problem.Line > 0 ? $"{file}:{problem.Line}:{problem.Column}" : file;
        return string.IsNullOrEmpty(problem.Path) ? $"{place}: {problem.Message}" : $"{place}: {problem.Path}: {problem.Message}";
    }
}
