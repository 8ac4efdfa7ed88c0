// All tests that do not change the state of the service share one instance.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
