namespace Freehold.Worker.Expressions;

/// <summary>What an expression can learn about the column whose cell it is about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entity">What it holds; null when not known.</param>
/// <param name="Type">Its type in the words of expressions.</param>
/// <param name="Position">Its place, from 0.</param>
internal sealed record ExpressionColumn(string Name, string? Entity, string Type, int Position);
