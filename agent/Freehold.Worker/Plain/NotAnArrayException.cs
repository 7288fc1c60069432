namespace Freehold.Worker.Plain;

/// <summary>A JSON array that is none.</summary>
/// <param name="element">Number of the element at which that shows, from 1.</param>
internal sealed class NotAnArrayException(long element) : Exception("The text is no JSON array.")
{
    public long Element { get; } = element;
}
