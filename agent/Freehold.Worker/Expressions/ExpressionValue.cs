using System.Globalization;
using System.Runtime.InteropServices;
using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>A value, or why there is none: errors are values, so that a row's error costs no exception.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ExpressionValue
{
    private readonly long _number;
    private readonly object? _reference;

    private ExpressionValue(ValueKind kind, long number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    public static ExpressionValue Null { get; } = new(ValueKind.Null, 0, null);

    public static ExpressionValue True { get; } = new(ValueKind.Truth, 1, null);

    public static ExpressionValue False { get; } = new(ValueKind.Truth, 0, null);

    public ValueKind Kind { get; }

    public bool IsMissing => Kind is ValueKind.Missing;

    public bool IsNull => Kind is ValueKind.Null;

    public bool IsFault => Kind is ValueKind.Fault;

    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Number;

    public bool Truth => _number != 0;

    public long Integer => _number;

    public decimal Number => Kind is ValueKind.Integer ? _number : (decimal)_reference!;

    public string Text => (string)_reference!;

    public DateValue Date => (DateValue)_reference!;

    public ExpressionValue[] List => (ExpressionValue[])_reference!;

    public Persona Persona => (Persona)_reference!;

    public RowFault Fault => (RowFault)_number;

    /// <summary>Whether it counts as true: not null, false, zero or empty.</summary>
    public bool IsTruthy => Kind switch
    {
        ValueKind.Truth or ValueKind.Integer => _number != 0,
        ValueKind.Number => Number != 0,
        ValueKind.Text => Text.Length > 0,
        ValueKind.List => List.Length > 0,
        ValueKind.Date or ValueKind.Persona => true,
        _ => false,
    };

    public static ExpressionValue Of(bool truth) => truth ? True : False;

    public static ExpressionValue Of(long number) => new(ValueKind.Integer, number, null);

    public static ExpressionValue Of(decimal number) => new(ValueKind.Number, 0, number);

    public static ExpressionValue Of(DateValue date) => new(ValueKind.Date, 0, date);

    public static ExpressionValue Of(Persona persona) => new(ValueKind.Persona, 0, persona);

    public static ExpressionValue Of(RowFault fault) => new(ValueKind.Fault, (long)fault, null);

    public static ExpressionValue Of(ExpressionValue[] list) => list.Length <= ExpressionLimits.MostEntries
        ? new(ValueKind.List, 0, list)
        : Of(RowFault.ResultTooLong);

    public static ExpressionValue Of(string text) => text.Length <= ExpressionLimits.LongestResult
        ? new(ValueKind.Text, 0, text)
        : Of(RowFault.ResultTooLong);

    /// <summary>A literal of the contract.</summary>
    public static ExpressionValue OfLiteral(object? value) => value switch
    {
        null => Null,
        bool truth => Of(truth),
        long number => Of(number),
        decimal number => Of(number),
        string text => Of(text),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>As a cell holds it. Not for nulls, faults, lists and personas.</summary>
    public string ToCell() => Kind switch
    {
        ValueKind.Text => Text,
        ValueKind.Truth => Truth ? "true" : "false",
        ValueKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Date => Date.ToString(),
        _ => throw new InvalidOperationException("It has no text."),
    };

    /// <summary>Whether <see cref="ToCell"/> can be called.</summary>
    public bool HasText => Kind is ValueKind.Text or ValueKind.Truth or ValueKind.Integer or ValueKind.Number or ValueKind.Date;

    /// <summary>As a number, also when it is the text of one.</summary>
    public bool TryNumber(out ExpressionValue number)
    {
        number = this;
        if (IsNumber)
            return true;
        if (Kind is not ValueKind.Text)
            return false;

        if (long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            number = Of(integer);
        else if (TryDecimal(out var real))
            number = Of(real);
        else
            return false;
        return true;
    }

    /// <summary>As a decimal number, also when it is the text of one.</summary>
    public bool TryDecimal(out decimal number)
    {
        number = IsNumber ? Number : 0;
        return IsNumber || (Kind is ValueKind.Text
            && decimal.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number));
    }
}
