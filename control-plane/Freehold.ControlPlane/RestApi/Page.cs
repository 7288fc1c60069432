namespace Freehold.ControlPlane.RestApi;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> to get the part that follows; absent after the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor = null);

/// <summary>How parts of lists are cut.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>Makes a page of up to one item more than asked for; the surplus one only shows that there is more.</summary>
    public static Page<T> Cut<T>(List<T> items, int limit, Func<T, string> cursor)
    {
        if (items.Count <= limit)
            return new(items, null);

        items.RemoveRange(limit, items.Count - limit);
        return new(items, cursor(items[^1]));
    }
}
