using System.Text;

namespace Freehold.Worker.JsonLines;

/// <summary>A key of the objects of a file, in the order of its first appearance.</summary>
/// <param name="name">The key, without escapes.</param>
internal sealed class JsonKey(string name)
{
    public string Name { get; } = name;

    /// <summary>The key in UTF-8, to compare with.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The kinds of its values so far.</summary>
    public JsonKinds Kinds { get; set; }

    /// <summary>
    /// The type that holds every value without changing it: text also where kinds mix, JSON text for objects and arrays. Never a
    /// date: the text of one would not survive it.
    /// </summary>
    public string SqlType => Kinds switch
    {
        JsonKinds.Whole => "BIGINT",
        JsonKinds.Real or (JsonKinds.Real | JsonKinds.Whole) => "DOUBLE",
        JsonKinds.Truth => "BOOLEAN",
        _ when Kinds.HasFlag(JsonKinds.Nested) => "JSON",
        _ => "VARCHAR",
    };
}
