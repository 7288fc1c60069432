namespace Freehold.Worker.Expressions;

/// <summary>Kinds of values in expressions.</summary>
internal enum ValueKind
{
    /// <summary>An argument that was not given.</summary>
    Missing,

    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A decimal number of 28 digits.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A date, with or without a time of day.</summary>
    Date,

    /// <summary>A list.</summary>
    List,

    /// <summary>An invented person.</summary>
    Persona,

    /// <summary>No value: the row is in error.</summary>
    Fault,
}
