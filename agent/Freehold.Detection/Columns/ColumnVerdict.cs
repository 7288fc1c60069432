using Freehold.JobContract.Detection;

namespace Freehold.Detection.Columns;

/// <summary>What a column holds. Names and shares, never values.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Confidence">0 to 1: the share, and more where the column's name speaks for the entity.</param>
/// <param name="Share">Share of the sampled values that are one, 0 to 1.</param>
/// <param name="Samples">Values that were looked at; null and empty ones are none.</param>
public sealed record ColumnVerdict(PersonalDataEntity Entity, double Confidence, double Share, int Samples);
