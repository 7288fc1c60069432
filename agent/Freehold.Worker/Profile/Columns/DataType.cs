namespace Freehold.Worker.Profile.Columns;

/// <summary>What a text can be read as. Numbers are part of the format of part files.</summary>
internal enum DataType
{
    /// <summary>Digits, at most 18, with a minus at most. Leading zeros and a plus make it a text: such are numbers of things.</summary>
    Integer = 0,

    /// <summary>A number with a point or an exponent; also <c>nan</c> and <c>inf</c>.</summary>
    Decimal = 1,

    /// <summary><c>true</c>, <c>false</c>, <c>yes</c>, <c>no</c> in any case.</summary>
    Boolean = 2,

    /// <summary>A date, see <see cref="Kernels.DateText"/>; eight digits are an integer.</summary>
    Date = 3,

    /// <summary>A date with a time of day.</summary>
    Timestamp = 4,

    /// <summary>Anything else.</summary>
    Text = 5,
}
