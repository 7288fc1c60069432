namespace Freehold.Worker.Plain;

/// <summary>Bytes that an encoding does not have.</summary>
/// <param name="line">Line on which they lie, from 1.</param>
internal sealed class WrongEncodingException(long line) : Exception("The bytes are not of the encoding.")
{
    public long Line { get; } = line;
}
