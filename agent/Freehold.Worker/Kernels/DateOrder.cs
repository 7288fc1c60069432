namespace Freehold.Worker.Kernels;

/// <summary>In which order a date is written.</summary>
internal enum DateOrder
{
    /// <summary>As ISO 8601 has it.</summary>
    YearMonthDay,

    /// <summary>As in most of Europe.</summary>
    DayMonthYear,

    /// <summary>As in the United States.</summary>
    MonthDayYear,
}
