using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Which jobs a list shows. Empty lists and nulls do not restrict it.</summary>
internal sealed record JobFilter
{
    /// <summary>What states are called where people see them: those of the database and the derived one.</summary>
    public static readonly IReadOnlyList<string> StateNames = [.. Enum.GetValues<JobState>().Select(state => state.Name()), UnreachableTexts.State];

    public IReadOnlyList<string> States { get; init; } = [];

    public string? Kind { get; init; }

    public string? Agent { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads the query parameters as they came; problems name the nearest valid word.</summary>
    /// <param name="labels">Each <c>key=value</c>.</param>
    public static (JobFilter? Filter, ProblemHttpResult? Problem) Read(string[]? states, string? kind, string? agent, string[]? labels)
    {
        foreach (var state in states ?? [])
        {
            if (!StateNames.Contains(state, StringComparer.Ordinal))
                return (null, Unknown("state", state, StateNames));
        }

        if (kind is not null && !JobKinds.ByName.ContainsKey(kind))
            return (null, Unknown("kind", kind, [.. JobKinds.ByName.Keys]));

        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels ?? [])
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                return (null, Problem.Of(ProblemTypes.InvalidRequest, "label must have the form key=value."));
            wanted[label[..equals]] = label[(equals + 1)..];
        }

        return (new() { States = states ?? [], Kind = kind, Agent = agent, Labels = wanted }, null);
    }

    private static ProblemHttpResult Unknown(string parameter, string word, IReadOnlyList<string> known)
    {
        var hint = NearestName.Of(word, known) is { } nearest ? $"; did you mean {nearest}?" : ".";
        return Problem.Of(ProblemTypes.InvalidRequest, $"{parameter} must be one of {string.Join(", ", known)}{hint}");
    }
}
