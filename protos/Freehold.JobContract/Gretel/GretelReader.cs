using Freehold.JobContract.Documents;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Gretel;

/// <summary>Reads a Gretel Transform v2 document where a transform's spec stands. What is not supported is refused by name.</summary>
internal static class GretelReader
{
    private const int MostSteps = 100;

    /// <summary>Whether a spec is such a document: has <c>steps</c> or <c>globals</c>, or wraps them in <c>models</c>.</summary>
    public static bool IsGretel(DocumentMap spec) =>
        spec.Has("steps") || spec.Has("globals") || spec.Has("models") || spec.Has("schema_version");

    /// <summary>Reads it; null when it holds none, which is reported.</summary>
    public static GretelTransform? Read(DocumentMap spec)
    {
        if (spec.Has("rules"))
            spec.Problem("rules", "stand in a spec of our own form; beside steps there are none: write them as steps, or the steps as rules");
        if (spec.Has("rows"))
            spec.Problem("rows", "stands in a spec of our own form; in steps, rows are dropped by steps[].rows.drop");

        if (!spec.Has("models"))
            return ReadBody(spec);

        spec.Text("schema_version", 16);
        spec.Text("name", 200);
        var models = spec.Maps("models", 1).ToList();
        if (models is not [var model])
        {
            spec.Problem("models", "must hold one transform_v2");
            return null;
        }

        var body = model.Map("transform_v2");
        if (body is null)
            model.Problem("transform_v2", "is missing: of Gretel's models, transform_v2 is supported");
        model.Finish();
        var read = body is null ? null : ReadBody(body);
        body?.Finish();
        return read;
    }

    private static GretelTransform ReadBody(DocumentMap body)
    {
        if (body.Text("data_source", 1024) is { } source && source is not ("_" or "__tmp__"))
            body.Problem("data_source", "is not supported: the job's input names the data");

        var read = new GretelTransform { Steps = ReadSteps(body) };
        if (read.Steps.Count == 0)
            body.Problem("steps", "is missing or empty: at least one step");
        return ReadGlobals(body, read);
    }

    // A step counts the rows that the one before has left. Rows are worked on at the same time, so none knows how many went before it.
    private static List<GretelStep> ReadSteps(DocumentMap body)
    {
        var steps = new List<GretelStep>();
        var counted = true;
        foreach (var map in body.Maps("steps", MostSteps))
        {
            var step = GretelStepReader.Read(map);
            if (!counted && step.Changes.SelectMany(change => change.Expressions).Any(expression => expression.UsesIndex))
                map.Problem("rows", "index is not supported in a step after one that drops rows; use it in that step or before");
            counted &= !step.Changes.Any(change => change is DropMatchingRows);
            steps.Add(step);
        }

        return steps;
    }

    private static GretelTransform ReadGlobals(DocumentMap body, GretelTransform read)
    {
        if (body.Map("globals") is not { } globals)
            return read;

        globals.Texts("locales", 100, 32); // fakes are English whatever they say
        if (globals.Take("ner") is not null and not YamlMappingNode)
            globals.Problem("ner", "must be a mapping of keys to values");

        var seed = globals.Take("seed") is YamlScalarNode ? globals.Text("seed", 64) : null;
        if (seed is null && globals.Take("seed") is not null)
            globals.Problem("seed", "must be a number");
        read = read with { Seed = seed, LockColumns = globals.Texts("lock_columns", 10_000, 256) };

        if (globals.Map("classify") is { } classify)
        {
            classify.Number("num_samples", 1, 1_000_000, 3);
            read = read with { Classifies = classify.Flag("enable", true), Entities = [.. classify.Texts("entities", 500, 64).Select(GretelEntities.OurWord).OfType<string>()] };
            if (classify.Take("deployed_llm_name") is not null)
                classify.Problem("deployed_llm_name", "is not supported: columns are classified in the worker, by patterns and word lists");
            classify.Finish();
        }

        globals.Finish();
        return read;
    }
}
