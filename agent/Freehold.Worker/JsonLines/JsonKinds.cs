namespace Freehold.Worker.JsonLines;

/// <summary>The kinds of values that one key was seen with.</summary>
[Flags]
internal enum JsonKinds
{
    /// <summary>Null only.</summary>
    None = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole = 2,

    /// <summary>Other numbers.</summary>
    Real = 4,

    /// <summary>True or false.</summary>
    Truth = 8,

    /// <summary>Objects or arrays.</summary>
    Nested = 16,
}
