namespace Freehold.JobContract.Expressions;

/// <summary>The functions that expressions may call: a closed list. None reads a file, the clock or the environment.</summary>
public static class ExpressionFunctions
{
    private static readonly ExpressionFunction[] All =
    [
        // Texts
        Of("lower", 1, "text"),
        Of("upper", 1, "text"),
        Of("title", 1, "text"),
        Of("capitalize", 1, "text"),
        Of("trim", 1, "text|chars", "strip"),
        Of("lstrip", 1, "text|chars"),
        Of("rstrip", 1, "text|chars"),
        Of("replace", 3, "text|old|new|count"),
        Of("length", 1, "value", "count"),
        Of("truncate", 1, "text|length|killwords|end|leeway"),
        Of("zfill", 2, "text|width"),
        Of("split", 1, "text|sep"),
        Of("join", 1, "list|sep"),
        Of("first", 1, "value"),
        Of("last", 1, "value"),
        Of("contains", 2, "text|part"),
        Of("startswith", 2, "text|part"),
        Of("endswith", 2, "text|part"),
        Of("isdigit", 1, "text"),
        Of("isalpha", 1, "text"),
        Of("normalize", 1, "text|allow"),
        Of("string", 1, "value"),

        // Numbers
        Of("int", 1, "value|default"),
        Of("float", 1, "value|default"),
        Of("round", 1, "number|precision"),
        Of("abs", 1, "number"),

        // Nothing
        Of("default", 2, "value|default_value|boolean", "d"),
        Of("isna", 1, "value"),
        Of("none", 1, "value"),
        Of("odd", 1, "value"),
        Of("even", 1, "value"),
        Of("number", 1, "value"),
        Of("istext", 1, "value"),

        // Protection
        Of("hash", 1, "value|salt"),
        Of("pseudonym", 1, "value|domain|length"),
        Of("partial_mask", 4, "value|left|mask|right|tolerance"),
        Of("redact", 1, "value|text"),
        Of("fake", 1, "entity"),
        Of("random", 1, "list", "pick"),
        Of("persona", 0, "row_index|email_format|domain_type|gender"),

        // Dates
        Of("date_parse", 1, "value"),
        Of("date_shift", 1, "value|min_offset|max_offset"),
        Of("date_format", 1, "value|format", "strftime"),
        Of("date_time_format", 1, "value|format"),

        // Patterns
        Of("re.sub", 3, "pattern|repl|string|count"),
        Of("re.match", 2, "pattern|string"),
        Of("re.search", 2, "pattern|string"),
        Of("re.fullmatch", 2, "pattern|string"),
    ];

    /// <summary>By name, other names too.</summary>
    public static IReadOnlyDictionary<string, ExpressionFunction> ByName { get; } = All
        .SelectMany(function => function.Methods.Append(function.Name).Select(name => (name, function)))
        .ToDictionary(pair => pair.name, pair => pair.function, StringComparer.Ordinal);

    /// <summary>What other templates have and we have not, with what to use in its place.</summary>
    internal static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["date_time_shift"] = "use date_shift, which keeps the time of day",
        ["lookup_country"] = "there is no table of countries; compare with the names themselves",
        ["lookup_locales"] = "fakes are English; call fake without a locale",
        ["tld"] = "write the ending of the domain as a text",
        ["detect_entities"] = "name the column, or choose columns by entity",
        ["redact_entities"] = "use a rule of our own form with action: redact_text",
        ["label_entities"] = "use redact on the whole value",
        ["hash_entities"] = "use hash on the whole value",
        ["fake_entities"] = "use fake on the whole value",
        ["tojson"] = "cells hold text",
        ["safe"] = "nothing is escaped",
        ["escape"] = "nothing is escaped",
        ["map"] = "there are no loops",
        ["select"] = "there are no loops",
        ["sort"] = "there are no loops",
        ["format"] = "join texts with ~",
    };

    private static ExpressionFunction Of(string name, int required, string parameters, params string[] methods) =>
        new(name, required, parameters.Split('|'), methods);
}
