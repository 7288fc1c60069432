namespace Freehold.Detection.Scanning;

/// <summary>What a check of a value says beyond its form.</summary>
internal enum Evidence
{
    /// <summary>There is nothing to check.</summary>
    Form,

    /// <summary>A check that one number in about ten passes by chance is right.</summary>
    WeakCheck,

    /// <summary>A check that hardly any other value passes is right.</summary>
    Check,
}
