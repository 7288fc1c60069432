namespace Freehold.Detection.Checksums;

/// <summary>Whether there is such a day.</summary>
internal static class CalendarDate
{
    public static bool Exists(long year, long month, long day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);
}
