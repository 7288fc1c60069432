namespace Freehold.JobContract.Connections;

/// <summary>Says which access key is meant without writing it out.</summary>
public static class KeyHint
{
    private const int Shown = 4;

    /// <summary>The first and last four characters, as in <c>AKIA…7QXZ</c>. Ids of up to eight characters hide nothing by that and are shown whole.</summary>
    public static string Of(string accessKeyId) => accessKeyId.Length <= 2 * Shown
        ? accessKeyId
        : $"{accessKeyId[..Shown]}…{accessKeyId[^Shown..]}";
}
