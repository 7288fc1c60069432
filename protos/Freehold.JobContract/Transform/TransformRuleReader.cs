using Freehold.JobContract.Detection;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Transform;

/// <summary>Reads one entry of <c>spec.rules</c>. Which keys are valid depends on its action.</summary>
internal static class TransformRuleReader
{
    private static readonly Dictionary<string, FakeEntity> Entities =
        Enum.GetValues<FakeEntity>().ToDictionary(SnakeCase, entity => entity, StringComparer.Ordinal);

    private static readonly Dictionary<string, InvalidDates> OnInvalid = new(StringComparer.Ordinal)
    {
        ["fail"] = InvalidDates.Fail,
        ["empty"] = InvalidDates.Empty,
    };

    private static readonly Dictionary<string, Normalisation> Normalisations = new(StringComparer.Ordinal)
    {
        ["trim"] = Normalisation.Trim,
        ["fold_case"] = Normalisation.FoldCase,
        ["nfc"] = Normalisation.Nfc,
    };

    private static readonly Dictionary<string, Func<DocumentMap, SecretCollector, TransformAction>> Actions = new(StringComparer.Ordinal)
    {
        ["pseudonym"] = (rule, _) => new PseudonymAction(
            Domain(rule), rule.Text("entity", 64) ?? "", rule.Text("prefix", 32) ?? "", rule.Number("length", 8, 64, 32))
        { Normalise = Normalise(rule) },
        ["hash"] = (rule, secrets) => new HashAction(secrets.Read(rule, "salt")) { Normalise = Normalise(rule) },
        ["mask"] = (rule, _) => new MaskAction(
            rule.Number("keepFirst", 0, 64, 0), rule.Number("keepLast", 0, 64, 0), MaskCharacter(rule), rule.Flag("keepSeparators", true)),
        ["redact"] = (rule, _) => new RedactAction(rule.Text("with", 200)),
        ["redact_text"] = DetectionReader.RedactText,
        ["expression"] = (rule, _) => rule.RequiredExpression("value", ExpressionScope.Cell) is { } value ? new ExpressionAction(value) : new KeepAction(),
        ["add"] = (rule, _) => rule.RequiredExpression("value", ExpressionScope.Cell) is { } value ? new AddColumnAction(value) : new KeepAction(),
        ["fake"] = (rule, _) => Fake(rule),
        ["date_shift"] = (rule, _) => new DateShiftAction(
            rule.Number("days", 1, 36_500, 365), rule.Text("subject", 256), Domain(rule), rule.Choice("onInvalid", OnInvalid, InvalidDates.Fail)),
        ["encrypt"] = (rule, secrets) => EncryptActionReader.Read(rule, secrets, decrypts: false),
        ["decrypt"] = (rule, secrets) => EncryptActionReader.Read(rule, secrets, decrypts: true),
        ["replace"] = (rule, _) => ValueActionReader.Replace(rule),
        ["truncate"] = (rule, _) => ValueActionReader.Truncate(rule),
        ["bucket"] = (rule, _) => ValueActionReader.Bucket(rule),
        ["noise"] = (rule, _) => ValueActionReader.Noise(rule),
        ["drop"] = (_, _) => new DropAction(),
        ["rename"] = (_, _) => new KeepAction(),
        ["keep"] = (_, _) => new KeepAction(),
    };

    /// <summary>The word for an entity in documents, for example <c>first_name</c>.</summary>
    public static string SnakeCase(FakeEntity entity) =>
        string.Concat(entity.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public static TransformRule Read(DocumentMap rule, SecretCollector secrets)
    {
        var columns = rule.Texts("columns", 500, 256);
        var adds = rule.Has("action") && rule.Text("action", 32) is "add";
        var entities = DetectionReader.Entities(rule, "entities");
        var types = ColumnKinds.Read(rule);
        if (columns.Count == 0 && (entities.Count > 0 || types.Count > 0))
            columns = ["*"];
        else if (columns.Count == 0 && rule.Take("columns") is null && !adds)
            rule.Problem("columns", "is missing: a column name, a glob such as *_name, or a list of them");

        var name = rule.RequiredText("action", 32, "one of " + string.Join(", ", Actions.Keys));
        var make = rule.Choice("action", Actions, (_, _) => new KeepAction());

        var read = new TransformRule
        {
            Columns = columns,
            Entities = entities,
            Types = types,
            Files = rule.Text("files", 256),
            When = rule.Expression("when", ExpressionScope.Cell),
            As = rule.Text("as", 256),
            Action = make(rule, secrets),
        };

        if (name is "rename" or "add" && read.As is null)
            rule.Problem("as", "is missing: the column's new name");
        if (adds && columns.Count > 0)
            rule.Problem("columns", "has no meaning with add: the new column's name stands under as");
        if (rule.Has("when") && (name is "drop" or "rename" || (read.As is not null && !adds)))
            rule.Problem("when", "has no meaning where a column goes or gets another name: that is so for all rows or for none");
        if (read.As is not null && !adds && (columns.Count != 1 || columns[0].AsSpan().IndexOfAny('*', '?') >= 0))
            rule.Problem("as", "needs a rule with exactly one column name");
        if (read.As is not null && name is "drop")
            rule.Problem("as", "has no meaning with drop");

        if (Actions.ContainsKey(name))
            rule.Finish();
        return read;
    }

    private static string Domain(DocumentMap rule) => rule.Text("domain", 64) ?? "default";

    private static FakeAction Fake(DocumentMap rule)
    {
        var fake = new FakeAction(Entity(rule), Domain(rule))
        {
            Normalise = Normalise(rule),
            Unique = rule.Flag("unique", false),
            OnInvalid = ValueActionReader.OnInvalid(rule),
        };
        if (fake.Unique && !UniqueFakes.Supports(fake.Entity))
            rule.Problem("unique", $"is possible for {string.Join(", ", UniqueFakes.Entities.Select(SnakeCase))}");
        return fake;
    }

    private static FakeEntity Entity(DocumentMap rule)
    {
        rule.RequiredText("entity", 64, "one of " + string.Join(", ", Entities.Keys));
        return rule.Choice("entity", Entities, FakeEntity.Name);
    }

    private static char MaskCharacter(DocumentMap rule)
    {
        var with = rule.Text("with", 1) ?? "*";
        if (with.Length == 1 && with[0] is > ' ' and < '\u007f')
            return with[0];
        rule.Problem("with", "must be one printable ASCII character");
        return '*';
    }

    private static Normalisation Normalise(DocumentMap rule)
    {
        var normalise = Normalisation.None;
        foreach (var word in rule.Texts("normalise", 3, 16))
        {
            if (Normalisations.TryGetValue(word, out var known))
                normalise |= known;
            else
                rule.Problem("normalise", $"must be a list of {string.Join(", ", Normalisations.Keys)}");
        }

        return normalise;
    }
}
