using System.Text;
using System.Text.RegularExpressions;
using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Documents;

/// <summary>A document, or everything that is wrong with it.</summary>
/// <param name="Document">Null when there is a problem.</param>
/// <param name="Problems">In the order of the text; empty when the document is good.</param>
public sealed record ReadDocument(JobDocument? Document, IReadOnlyList<DocumentProblem> Problems);

/// <summary>Who reads, since a control plane needs an agent to send the job to and a worker does not.</summary>
public enum DocumentUse
{
    /// <summary>Submitted to a control plane: <c>agent</c> must be there.</summary>
    Submission,

    /// <summary>Run in place by a worker.</summary>
    Worker,
}

/// <summary>Reads job documents in YAML or JSON and reports all problems at once, each with its line.</summary>
public static partial class JobDocumentReader
{
    private static readonly Dictionary<string, ResourceRequest> Sizes = new(StringComparer.Ordinal)
    {
        ["S"] = ResourceRequest.Small,
        ["M"] = ResourceRequest.Medium,
        ["L"] = ResourceRequest.Large,
    };

    private static readonly Dictionary<string, OnPartition> Partitions = new(StringComparer.Ordinal)
    {
        ["keep"] = OnPartition.Keep,
        ["stop"] = OnPartition.Stop,
        ["rerun"] = OnPartition.Rerun,
    };

    private static readonly Dictionary<string, BadFiles> FilesThatFail = new(StringComparer.Ordinal)
    {
        ["fail"] = BadFiles.Fail,
        ["quarantine"] = BadFiles.Quarantine,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="text">YAML or JSON, at most <see cref="JobDocument.MaxBytes"/> in UTF-8. Hostile text is safe to give.</param>
    /// <param name="use">Who reads.</param>
    public static ReadDocument Read(string text, DocumentUse use)
    {
        var problems = new List<DocumentProblem>();
        if (Encoding.UTF8.GetByteCount(text) > JobDocument.MaxBytes)
            return new(null, [new("", 0, 0, $"is over {JobDocument.MaxBytes / 1024} KiB; job documents name data, they do not hold it")]);

        if (DocumentText.Parse(text, problems) is not { } root)
            return new(null, problems);

        var document = ReadRoot(root, use, problems);
        var ordered = problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        return new(ordered.Count == 0 ? document : null, ordered);
    }

    private static JobDocument ReadRoot(YamlMappingNode root, DocumentUse use, List<DocumentProblem> problems)
    {
        var map = new DocumentMap(root, "", problems);
        var secrets = new SecretCollector();

        var kind = ReadKind(map);
        var agent = ReadAgent(map, use);
        var inputs = ReadInputs(map, kind);
        var output = ReadOutput(map);
        var spec = map.Map("spec");
        var badFiles = spec?.Choice("badFiles", FilesThatFail, BadFiles.Fail) ?? BadFiles.Fail; // of every kind that has tasks
        var transform = kind is JobKind.Transform
            ? TransformSpecReader.Read(spec ?? new DocumentMap(new YamlMappingNode(), "spec", problems), secrets, spec is not null)
            : null;
        var profile = kind is JobKind.Profile
            ? ProfileSpecReader.Read(spec ?? new DocumentMap(new YamlMappingNode(), "spec", problems))
            : null;

        var document = new JobDocument
        {
            Kind = kind ?? JobKind.Transform,
            Name = map.Text("name", 200),
            Agent = agent,
            Inputs = inputs,
            Output = output,
            Transform = transform,
            Profile = profile,
            Resources = ReadResources(map),
            Parallelism = map.Number("parallelism", 1, 10_000, 1),
            Retries = map.Number("retries", 0, 100, 0),
            TimeLimit = ReadDuration(map, "timeLimit"),
            TaskTimeLimit = ReadDuration(map, "taskTimeLimit"),
            BadFiles = badFiles,
            OnPartition = map.Choice("onPartition", Partitions, OnPartition.Keep),
            Priority = map.Number("priority", 0, 100, 50),
            Labels = map.Map("labels")?.AllTexts(32, 128) ?? new Dictionary<string, string>(),
            Secrets = secrets.Named,
            CanonicalJson = CanonicalJson.Of(root),
        };
        map.Finish();
        return document;
    }

    private static JobKind? ReadKind(DocumentMap map)
    {
        if (map.RequiredText("kind", 32, "one of " + string.Join(", ", JobKinds.ByName.Keys)) is not { Length: > 0 })
            return null;

        JobKind? kind = map.Choice("kind", JobKinds.ByName.ToDictionary(pair => pair.Key, pair => (JobKind?)pair.Value), null);
        if (kind is { } known && !JobKinds.Supported.Contains(known))
        {
            map.Problem("kind", $"{known.Name()} is not available in this version; available: "
                + string.Join(", ", JobKinds.Supported.Select(supported => supported.Name())));
            // Its spec is not ours to judge.
            map.Take("spec");
        }

        return kind;
    }

    private static string? ReadAgent(DocumentMap map, DocumentUse use)
    {
        if (map.Take("pool") is not null)
            map.Problem("pool", "pools are not available in this version; name one agent with agent: <label>");

        if (use is DocumentUse.Worker)
            return map.Text("agent", 63);

        var label = map.RequiredText("agent", 63, "the label of the agent that runs the job");
        if (label.Length > 0 && !Label().IsMatch(label))
            map.Problem("agent", "must be an agent's label: lower-case letters, digits and hyphens");
        return label;
    }

    private static IReadOnlyList<string> ReadInputs(DocumentMap map, JobKind? kind)
    {
        var inputs = map.Texts("input", 1000, 1024);
        if (inputs.Count == 0 && (kind is JobKind.Transform or JobKind.Profile) && map.Take("input") is null)
            map.Problem("input", "is missing: a URI such as file:///data/*.csv");

        foreach (var input in inputs)
        {
            if (!ObjectUri.IsValid(input, out var reason))
                map.Problem("input", reason);
        }

        return inputs;
    }

    private static string ReadOutput(DocumentMap map)
    {
        var output = map.RequiredText("output", 1024, "the prefix for the results, such as file:///data/out/");
        if (output.Length == 0)
            return output;

        if (!ObjectUri.IsValid(output, out var reason))
            map.Problem("output", reason);
        else if (output.AsSpan().IndexOfAny('*', '?') >= 0)
            map.Problem("output", "is a prefix and cannot hold * or ?");

        return output.EndsWith('/') ? output : output + "/";
    }

    private static ResourceRequest ReadResources(DocumentMap map)
    {
        if (map.Map("resources") is not { } resources)
            return ResourceRequest.Medium;

        var size = resources.Choice("size", Sizes, ResourceRequest.Medium);
        var most = Read("maxMemory", ByteQuantity(), "16Gi");
        var read = new ResourceRequest(
            Read("cpu", CpuQuantity(), "2 or 1500m") ?? size.Cpu,
            Read("memory", ByteQuantity(), "4Gi") ?? size.Memory,
            Read("disk", ByteQuantity(), "20Gi") ?? size.Disk)
        { MaxMemory = most };
        if (most is not null && ByteQuantity().IsMatch(most) && ByteQuantity().IsMatch(read.Memory) && read.MaxMemoryBytes < read.MemoryBytes)
            resources.Problem("maxMemory", $"must not be below memory, which is {read.Memory}");
        resources.Finish();
        return read;

        string? Read(string key, Regex pattern, string example)
        {
            if (resources.Text(key, 32) is not { } text)
                return null;
            if (!pattern.IsMatch(text))
                resources.Problem(key, $"must be a quantity such as {example}");
            return text;
        }
    }

    private static TimeSpan? ReadDuration(DocumentMap map, string key)
    {
        if (map.Text(key, 32) is not { } text)
            return null;
        if (Durations.TryParse(text, out var limit))
            return limit;

        map.Problem(key, "must be a duration such as 90s, 30m, 2h or 1d12h, at most 366 days");
        return null;
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(\d{1,4}(\.\d{1,3})?|\d{1,6}m)\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex CpuQuantity();

    [GeneratedRegex(@"^[0-9]{1,9}(Ki|Mi|Gi|Ti|k|M|G|T)?\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex ByteQuantity();
}
