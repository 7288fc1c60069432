namespace Freehold.Worker.Detection;

/// <summary>A column that was found to hold personal data. Names and shares, never values.</summary>
/// <param name="Column">Its name in the input.</param>
/// <param name="Entity">The entity's word.</param>
/// <param name="Confidence">0 to 1, two decimals.</param>
/// <param name="Share">Share of the sampled values that are one, two decimals.</param>
/// <param name="Samples">Values that were looked at.</param>
internal sealed record DetectedColumn(string Column, string Entity, double Confidence, double Share, int Samples);
