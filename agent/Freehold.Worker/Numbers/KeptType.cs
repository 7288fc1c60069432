using System.Globalization;
using Freehold.JobContract.Transform;
using Freehold.Worker.Fakes;
using Freehold.Worker.Rules;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Numbers;

/// <summary>Which actions leave a column its type, so that their texts are made numbers, dates and truth values again.</summary>
/// <param name="SqlType">The type.</param>
/// <param name="Range">What it holds, where it is one of numbers.</param>
internal sealed record KeptType(string SqlType, NumberRange? Range)
{
    /// <summary>The type that a column keeps under an action; null when its values become text, as they are in CSV anyway.</summary>
    public static KeptType? Of(TransformAction action, SourceColumn column)
    {
        var number = NumberTypes.RangeOf(column.SqlType);
        var isWhole = number is not null && NumberTypes.DecimalsOf(column.SqlType) == 0;
        var keeps = action switch
        {
            EncryptAction { Mode: EncryptionMode.Fpe, Alphabet: Alphabets.Digits, Entity: not EncryptedEntity.CreditCard } => isWhole,
            NoiseAction => number is not null,
            TruncateAction { Decimals: not null } => number is not null,
            TruncateAction { Multiple: { } multiple } => Fits(multiple, column, number),
            TruncateAction { Date: not null } or BucketAction { Period: not null, Label: BucketLabel.Lower } => column.IsDate,
            BucketAction { Label: BucketLabel.Lower } bucket =>
                Fits(bucket.From, column, number) && bucket.Edges.Append(bucket.Width ?? 0).All(edge => Fits(edge, column, number)),
            ReplaceAction replace => replace.Results.All(result => result.Length == 0 || IsOfType(result, column, number)),
            FakeAction { Entity: FakeEntity.Number, Unique: true } => isWhole && number!.Most >= UniqueNumberKernel.LeastRange,
            FakeAction { Entity: FakeEntity.DateOfBirth } => column.IsDate,
            NestedAction => true,
            FakeAction { Entity: FakeEntity.Uuid } => column.SqlType is "UUID",
            _ => false,
        };
        return keeps ? new(column.SqlType, number) : null;
    }

    private static bool Fits(decimal number, SourceColumn column, NumberRange? range) =>
        range is not null && NumberTypes.DecimalsOf(column.SqlType) is var decimals && (decimals is null || number.Scale <= decimals);

    private static bool IsOfType(string text, SourceColumn column, NumberRange? range)
    {
        if (column.SqlType is "BOOLEAN")
            return text is "true" or "false";
        if (column.IsDate)
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && range?.Clamp(number) == number && Fits(number, column, range);
    }
}
